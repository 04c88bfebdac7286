"""The readiness for the label: engagements, what stands in the way, the calendar."""
