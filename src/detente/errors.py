"""Errors and rejections: coded, one line, and saying what to do."""

from __future__ import annotations

from dataclasses import dataclass


class DetenteError(Exception):
    """An error to show the user as one clear line.

    Args:
        code: short upper-case code, stable across versions, e.g. ``"LEDGER_NOT_FOUND"``.
        message: what is wrong, in one sentence.
        advice: what to do about it, in one sentence.
    """

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return " ".join(part for part in (f"[{self.code}]", self.message, self.advice) if part)


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that was not stored: where it came from, a stable code, why, and what to do."""

    locator: str
    code: str
    message: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.locator}: [{self.code}] {self.message} {self.advice}".rstrip()
