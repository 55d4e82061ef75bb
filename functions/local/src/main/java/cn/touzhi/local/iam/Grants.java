package cn.touzhi.local.iam;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the template grants, what of it was ever used, and what was refused: tests compare them. */
public final class Grants {
    private final List<Grant> declared;
    private final Set<Grant> used = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Refusal> refused = new ConcurrentLinkedQueue<>();

    Grants(List<Grant> declared) {
        this.declared = List.copyOf(declared);
    }

    /** Everything that roles' statements allow, in the template's order. */
    public List<Grant> declared() {
        return declared;
    }

    /** What of it some call needed. */
    public Set<Grant> used() {
        return new LinkedHashSet<>(used);
    }

    /** Calls refused, oldest first. */
    public List<Refusal> refused() {
        return List.copyOf(refused);
    }

    void use(Grant grant) {
        used.add(grant);
    }

    void refuse(Refusal refusal) {
        refused.add(refusal);
    }
}
