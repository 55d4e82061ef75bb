package cn.touzhi.local.walls.broken.messaging;

import cn.touzhi.local.walls.broken.resumes.Resume;

/** A port that knows who uses it. */
public final class SendsForRoom {
    Object send(String name) {
        return new Resume(name);
    }
}
