package cn.touzhi.local.walls.broken.resumes;

/** What another room owns. */
public record Resume(String name) {}
