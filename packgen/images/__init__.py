"""Pictures that anybody may have made, turned into samples for a PDF file and nothing else."""
