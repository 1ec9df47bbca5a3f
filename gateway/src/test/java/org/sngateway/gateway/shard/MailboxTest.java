package org.sngateway.gateway.shard;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.gateway.session.port.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/** A mailbox holds what it may, and wakes its owner once. */
class MailboxTest {
    private final Mailbox mailbox = new Mailbox(2);
    private final Mail mail = new Mail(Peer.Udp.ofIpv4(0, 1, 1), new PingResp(), false, 1);

    @Test
    void onlyTheFirstWakesTheOwner() {
        assertThat(mailbox.offer(mail)).isEqualTo(Mailbox.Offer.QUEUED_FIRST);
        assertThat(mailbox.offer(mail)).isEqualTo(Mailbox.Offer.QUEUED);
    }

    @Test
    void refusesWhatDoesNotFit() {
        mailbox.offer(mail);
        mailbox.offer(mail);
        assertThat(mailbox.offer(mail)).isEqualTo(Mailbox.Offer.REFUSED);
        assertThat(mailbox.poll()).isNotNull();
        assertThat(mailbox.taken(1)).isTrue();
        assertThat(mailbox.offer(mail)).isEqualTo(Mailbox.Offer.QUEUED);
    }

    @Test
    void wakesAgainAfterItWasEmptied() {
        mailbox.offer(mail);
        mailbox.poll();
        assertThat(mailbox.poll()).isNull();
        assertThat(mailbox.taken(1)).isFalse();
        assertThat(mailbox.offer(mail)).isEqualTo(Mailbox.Offer.QUEUED_FIRST);
    }
}
