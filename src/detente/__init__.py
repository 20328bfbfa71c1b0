"""detente: a sourced ledger of who said what, and the brief for the next meeting."""
