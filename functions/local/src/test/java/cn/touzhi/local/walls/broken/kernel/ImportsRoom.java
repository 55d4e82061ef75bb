package cn.touzhi.local.walls.broken.kernel;

import cn.touzhi.local.walls.broken.resumes.Resume;

/** What every room stands on, standing on one. */
public final class ImportsRoom {
    Resume[] none() {
        return new Resume[0];
    }
}
