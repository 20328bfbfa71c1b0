"""What is worked out from the ledger's rows."""
