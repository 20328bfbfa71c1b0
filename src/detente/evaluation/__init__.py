"""Scoring the steps of the route on gold; one module a task, and the measures they share."""
