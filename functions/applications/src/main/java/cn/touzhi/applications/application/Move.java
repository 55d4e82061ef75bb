package cn.touzhi.applications.application;

import static cn.touzhi.applications.application.State.CLOSED;
import static cn.touzhi.applications.application.State.EXPIRED;
import static cn.touzhi.applications.application.State.HIRED;
import static cn.touzhi.applications.application.State.INTERVIEWED;
import static cn.touzhi.applications.application.State.INTERVIEW_CONFIRMED;
import static cn.touzhi.applications.application.State.INTERVIEW_DECLINED;
import static cn.touzhi.applications.application.State.INTERVIEW_PROPOSED;
import static cn.touzhi.applications.application.State.OFFERED;
import static cn.touzhi.applications.application.State.OFFER_ACCEPTED;
import static cn.touzhi.applications.application.State.OFFER_DECLINED;
import static cn.touzhi.applications.application.State.REJECTED;
import static cn.touzhi.applications.application.State.SHORTLISTED;
import static cn.touzhi.applications.application.State.SUBMITTED;
import static cn.touzhi.applications.application.State.VIEWED;
import static cn.touzhi.applications.application.State.WITHDRAWN;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The steps that an application can take: who takes each, from where, and where it leads. There are no others. */
public enum Move {
    VIEW(Actor.EMPLOYER, VIEWED, EnumSet.of(SUBMITTED)),
    SHORTLIST(Actor.EMPLOYER, SHORTLISTED, EnumSet.of(SUBMITTED, VIEWED)),
    PROPOSE_INTERVIEW(
            Actor.EMPLOYER,
            INTERVIEW_PROPOSED,
            EnumSet.of(VIEWED, SHORTLISTED, INTERVIEW_PROPOSED, INTERVIEW_DECLINED)),
    ACCEPT_INTERVIEW(Actor.SEEKER, INTERVIEW_CONFIRMED, EnumSet.of(INTERVIEW_PROPOSED)),
    DECLINE_INTERVIEW(Actor.SEEKER, INTERVIEW_DECLINED, EnumSet.of(INTERVIEW_PROPOSED, INTERVIEW_CONFIRMED)),
    INTERVIEW(Actor.EMPLOYER, INTERVIEWED, EnumSet.of(INTERVIEW_CONFIRMED)),
    FINISH_INTERVIEW(Actor.PLATFORM, INTERVIEWED, EnumSet.of(INTERVIEW_CONFIRMED)),
    OFFER(Actor.EMPLOYER, OFFERED, EnumSet.of(INTERVIEWED)),
    ACCEPT_OFFER(Actor.SEEKER, OFFER_ACCEPTED, EnumSet.of(OFFERED)),
    DECLINE_OFFER(Actor.SEEKER, OFFER_DECLINED, EnumSet.of(OFFERED, OFFER_ACCEPTED)),
    HIRE(Actor.EMPLOYER, HIRED, EnumSet.of(OFFER_ACCEPTED)),
    REJECT(Actor.EMPLOYER, REJECTED, live()),
    RECONSIDER(Actor.EMPLOYER, SHORTLISTED, EnumSet.of(REJECTED)),
    WITHDRAW(Actor.SEEKER, WITHDRAWN, liveOr(REJECTED)),
    EXPIRE(Actor.PLATFORM, EXPIRED, EnumSet.of(SUBMITTED, VIEWED)),
    CLOSE(Actor.PLATFORM, CLOSED, live());

    private final Actor actor;
    private final State to;
    private final Set<State> from;

    Move(Actor actor, State to, Set<State> from) {
        this.actor = actor;
        this.to = to;
        this.from = from;
    }

    private static Set<State> live() {
        Set<State> live = EnumSet.allOf(State.class);
        live.removeIf(state -> !state.live());
        return live;
    }

    private static Set<State> liveOr(State other) {
        Set<State> states = live();
        states.add(other);
        return states;
    }

    /** Who takes it. */
    public Actor actor() {
        return actor;
    }

    /** Where it leads. */
    public State to() {
        return to;
    }

    /** Whether it can be taken from {@code state}. */
    public boolean from(State state) {
        return from.contains(state);
    }

    /** The name in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The move with this {@link #text} that {@code actor} can take, if there is one. */
    public static Optional<Move> of(String text, Actor actor) {
        return Arrays.stream(values())
                .filter(move -> move.actor == actor && move.text().equals(text))
                .findFirst();
    }

    /** Who takes steps. */
    public enum Actor {
        SEEKER,
        EMPLOYER,
        PLATFORM
    }
}
