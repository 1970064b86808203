"""The pure engine that moves one case through its steps, with its reasons, buttons and questions."""
