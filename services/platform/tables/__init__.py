"""Tables that people bring, as any office program saves them: found, read within bounds, told of by the row."""
