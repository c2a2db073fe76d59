"""Acts as the text tells them: triggers, roles, circumstances, statuses, and which mentions are one event."""
