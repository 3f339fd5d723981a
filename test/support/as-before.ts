// Before each file that shares its process with others: what a daemon sets for the whole process is as it was.
process.umask(0o022)
