"""Tables in and out as xlsx and csv. Nothing here writes a row of the database."""
