package org.sngateway.gateway.adapter.broker;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class HeldDeliveriesTest {
    private final HeldDeliveries held = new HeldDeliveries();
    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void acknowledgesEachMessageOnce() {
        long id = arrives("a", Qos.ONE);
        held.acknowledge(id);
        held.acknowledge(id);
        held.acknowledge(99);
        assertThat(acknowledged).containsExactly("a");
    }

    @Test
    void lettingGoOfAConnectionForgetsQos1AndKeepsQos2() {
        long once = arrives("one", Qos.ONE);
        long exactly = arrives("two", Qos.TWO);
        held.onConnectionEnded();
        assertThat(acknowledged).containsExactly("one");
        held.acknowledge(once);
        held.acknowledge(exactly);
        assertThat(acknowledged).containsExactly("one", "two");
    }

    @Test
    void aLostSessionForgetsWhatCameBeforeButNotWhatCameSince() {
        arrives("old", Qos.TWO);
        held.onConnectionEnded();
        long id = arrives("new", Qos.TWO);
        held.onSessionLost();
        assertThat(acknowledged).containsExactly("old");
        held.acknowledge(id);
        assertThat(acknowledged).containsExactly("old", "new");
    }

    @Test
    void renumbersForALegThatKnowsNothing() {
        long id = arrives("two", Qos.TWO);
        held.onConnectionEnded();
        Delivery again = held.renumberFormer().get(0);
        assertThat(again.id()).isGreaterThan(id);
        held.acknowledge(id);
        assertThat(acknowledged).isEmpty();
        held.acknowledge(again.id());
        assertThat(acknowledged).containsExactly("two");
    }

    private long arrives(String name, Qos qos) {
        long id = held.nextId();
        held.add(new Delivery(id, name, Octets.EMPTY, qos, false, Delivery.NO_EXPIRY), () -> acknowledged.add(name));
        return id;
    }
}
