package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.session.port.StoredWill;

import java.util.Objects;

/**
 * WILLTOPICUPD and WILLMSGUPD (MQTT-SN 1.2 s.6.4, SN12-WILL). MQTT cannot change a Will within a connection, so the leg is
 * opened anew, keeping its session; the device is answered when the broker has accepted the new Will, and never before.
 */
final class WillUpdates {
    private final Session session;

    /** The Will before the first update that is still under way; {@code null} when none is. */
    private @Nullable StoredWill former;

    private boolean owesTopicResp;
    private boolean owesMsgResp;

    WillUpdates(Session session) {
        this.session = session;
    }

    void onTopicUpd(WillTopicUpd update) {
        StoredWill changed;
        if (update.topic().isEmpty()) {
            changed = StoredWill.NONE;
        } else {
            String topic = TopicNames.name(update.topic());
            boolean allowed =
                    topic != null && TopicFilters.permits(session.profile().publish(), topic);
            if (topic == null || !allowed || update.qos() == Qos.MINUS_ONE) {
                session.send(new WillTopicResp(ReturnCode.NOT_SUPPORTED));
                return;
            }
            changed = session.storedWill().withTopic(topic, update.qos(), update.retain());
        }
        owesTopicResp = true;
        apply(changed);
    }

    void onMsgUpd(WillMsgUpd update) {
        owesMsgResp = true;
        apply(session.storedWill().withMessage(update.message()));
    }

    private void apply(StoredWill changed) {
        Upstream upstream = session.upstream();
        boolean inForce = Objects.equals(changed.armed(), upstream.will());
        if (inForce && (upstream.isUp() || former != null)) {
            session.storeWill(changed);
            if (former == null) {
                answer(ReturnCode.ACCEPTED);
            }
            return;
        }
        if (!upstream.isUp() && !upstream.isReopening()) {
            answer(ReturnCode.CONGESTION);
            return;
        }
        if (former == null) {
            former = session.storedWill();
        }
        session.storeWill(changed);
        upstream.open(Upstream.Purpose.REFRESH, false, session.isClean(), changed.armed());
    }

    void onUpstreamUp() {
        if (former != null) {
            former = null;
            answer(ReturnCode.ACCEPTED);
        }
    }

    /** The broker refused or went away: the former Will counts, also with it once it is back. */
    void onUpstreamFailed(ReturnCode code) {
        StoredWill before = former;
        if (before != null) {
            former = null;
            session.storeWill(before);
            session.upstream().restoreWill(before.armed());
            answer(code);
        }
    }

    /** The device waits for no answer any more: it sleeps, or has connected anew. */
    void mute() {
        owesTopicResp = false;
        owesMsgResp = false;
    }

    void clear() {
        mute();
        former = null;
    }

    private void answer(ReturnCode code) {
        if (owesTopicResp) {
            owesTopicResp = false;
            session.send(new WillTopicResp(code));
        }
        if (owesMsgResp) {
            owesMsgResp = false;
            session.send(new WillMsgResp(code));
        }
    }
}
