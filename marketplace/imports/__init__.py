"""成果导入: a file of achievements read, checked, written, and taken back; and its columns out."""
