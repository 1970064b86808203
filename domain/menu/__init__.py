"""The button that leads to every entry of the menu."""
