"""What the Security Council decided: dated law, looked up by day and paragraph."""
