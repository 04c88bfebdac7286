"""Steps: into which waits are cut where they are kept by month.

Takes nothing; gives the last second of each step. Convention owned here: each second up to `FINE`
is a step of its own, and then steps grow coarser, up to the longest wait that a register may hold.
"""

FINE = 60
STEPS = (
    *range(FINE + 1),
    *range(70, 121, 10),
    *range(150, 301, 30),
    *range(360, 601, 60),
    *range(900, 3_601, 300),
    *range(7_200, 86_401, 3_600),
)
