"""What students write in: lines, boxes, cards."""
