"""Fit the confidence of the events that the large model reads: see ``training.calibrate``."""

from __future__ import annotations

import argparse
from pathlib import Path

from detente.reading.encoder import Encoder
from training.calibrate import calibrate, judged_events
from training.export_large import write_calibration


def main() -> None:
    """Parse arguments, fit, and write ``calibration.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder of the large model")
    parser.add_argument("--gold", type=Path, required=True, help="events kept out of training")
    options = parser.parse_args()
    write_calibration(options.model, [])
    encoder = Encoder(large=options.model)
    write_calibration(options.model, calibrate("events", judged_events(options.gold, encoder)))


if __name__ == "__main__":
    main()
