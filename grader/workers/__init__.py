"""A bounded pool of spawned processes for everything heavy or hostile, and its named jobs."""
