"""Paper: print queues and what they can do, jobs, paper and cost, and the ticket for the print room."""
