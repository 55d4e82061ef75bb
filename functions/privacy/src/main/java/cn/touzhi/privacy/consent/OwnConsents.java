package cn.touzhi.privacy.consent;

import java.util.List;

/**
 * All that somebody agreed to.
 *
 * @param state what holds
 * @param acceptances of the policy, oldest version first
 */
record OwnConsents(ConsentState state, List<PolicyAcceptance> acceptances) {
    /** Takes a copy. */
    OwnConsents {
        acceptances = List.copyOf(acceptances);
    }
}
