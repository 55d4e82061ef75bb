package cn.touzhi.local.walls.broken.jobs;

import cn.touzhi.local.walls.broken.resumes.Resume;

/** A room that reads another's type. */
public final class ImportsAnotherRoom {
    String nameOf(Resume resume) {
        return resume.name();
    }
}
