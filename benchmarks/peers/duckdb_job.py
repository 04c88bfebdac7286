"""The whole job in DuckDB: one SQL script, `duckdb_job.sql`.

Takes and gives what `places` says.
"""

from dataclasses import asdict
from pathlib import Path

import duckdb
import places


def main() -> None:
    """Run the script on what the command line names."""
    connection = duckdb.connect()
    for name, value in asdict(places.asked()).items():
        connection.execute(f"SET VARIABLE {name} = $1", [value])
    connection.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
