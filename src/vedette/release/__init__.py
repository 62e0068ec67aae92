"""The gate: editions for an audience, approvals, signatures, publication and verification."""
