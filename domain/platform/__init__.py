"""What every room stands on: words, money, numbers, days, buttons as data, and who may."""
