"""Scoring against gold sets, with pinned floors."""
