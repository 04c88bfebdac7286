"""The registers: one model file each, and their table."""

from qualstat.registers.appointments import APPOINTMENTS
from qualstat.registers.calls import CALLS
from qualstat.registers.mail import MAIL
from qualstat.registers.record import KnownSites, Record, Register
from qualstat.registers.surveys import SURVEYS
from qualstat.registers.visits import VISITS

REGISTERS = {register.name: register for register in (CALLS, MAIL, APPOINTMENTS, VISITS, SURVEYS)}
PATTERNS = tuple(register.pattern for register in REGISTERS.values())  # of the names of files

__all__ = ["PATTERNS", "REGISTERS", "KnownSites", "Record", "Register"]
