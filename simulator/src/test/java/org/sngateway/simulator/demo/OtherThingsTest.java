package org.sngateway.simulator.demo;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sngateway.simulator.demo.ThingFixture.SECOND;

/** The air conditioner with its room, and the door switch. */
class OtherThingsTest {
    private final Tally tally = new Tally();
    private final Room room = new Room(27, 0);

    @Test
    void airConditionerDoesWhatItIsTold_once() {
        ThingFixture<AirConditioner> ac =
                new ThingFixture<>((link, news) -> new AirConditioner("ac-1", link::add, news, tally, room));
        ac.thing.actAt(0);
        ac.after(1);
        ac.connects(Topics.AIR_CONDITIONER_COMMAND);
        for (int time = 0; time < 2; time++) {
            ac.receives(Topics.AIR_CONDITIONER_COMMAND, "{\"power\":\"on\",\"because\":\"therm-01 has 28.4\"}");
        }
        ac.receives(Topics.AIR_CONDITIONER_COMMAND, "{\"power\":1}");
        assertThat(room.isCooled()).isTrue();
        ac.receives(Topics.AIR_CONDITIONER_COMMAND, "{\"power\":\"off\"}");
        assertThat(room.isCooled()).isFalse();
        assertThat(ac.news)
                .containsExactly(
                        "ac-1 connected, stays active",
                        "ac-1 switched on, because therm-01 has 28.4",
                        "ac-1 does not understand {\"power\":1}",
                        "ac-1 switched off");
        assertThat(tally.switched).isEqualTo(2);
    }

    @Test
    void airConditionerReportsItsState_retained() {
        ThingFixture<AirConditioner> ac =
                new ThingFixture<>((link, news) -> new AirConditioner("ac-1", link::add, news, tally, room));
        ac.thing.actAt(0);
        ac.after(1);
        ac.connects(Topics.AIR_CONDITIONER_COMMAND);
        ac.receives(Topics.AIR_CONDITIONER_COMMAND, "{\"power\":\"on\"}");
        List<SnMessage> sent = ac.sent();
        assertThat(sent).hasSize(2).hasAtLeastOneElementOfType(PubAck.class);
        Publish state = (Publish) sent.stream()
                .filter(message -> message instanceof Publish)
                .findFirst()
                .orElseThrow();
        assertThat(state.topic()).isEqualTo(new TopicRef.Predefined(Topics.STATE));
        assertThat(state.retain()).isTrue();
        assertThat(state.data().utf8()).isEqualTo("{\"power\":\"on\"}");
    }

    @Test
    void roomWarmsUpInTheSun_andCoolsDownWithTheAirConditioner() {
        assertThat(room.degrees(10 * SECOND)).isCloseTo(28, within(1e-9));
        room.cool(true, 15 * SECOND);
        assertThat(room.degrees(15 * SECOND)).isCloseTo(28.5, within(1e-9));
        assertThat(room.degrees(25 * SECOND)).isCloseTo(26, within(1e-9));
        assertThat(room.degrees(1_000 * SECOND)).isEqualTo(22);
        room.cool(false, 1_000 * SECOND);
        assertThat(room.degrees(2_000 * SECOND)).isEqualTo(33);
    }

    @Test
    void doorSendsWithoutAConnection() {
        ThingFixture<DoorSwitch> door =
                new ThingFixture<>((link, news) -> new DoorSwitch("door-1", link::add, news, tally));
        door.thing.actAt(SECOND);
        door.after(SECOND);
        Publish open = door.sends(Publish.class);
        assertThat(open.qos()).isEqualTo(Qos.MINUS_ONE);
        assertThat(open.topic()).isEqualTo(new TopicRef.Predefined(Topics.DOOR));
        assertThat(open.data().utf8()).isEqualTo("open");
        door.after(5 * SECOND);
        assertThat(door.sends(Publish.class).data().utf8()).isEqualTo("closed");
        assertThat(door.news).containsExactly("door-1 sent QoS -1  door/1 open", "door-1 sent QoS -1  door/1 closed");
    }
}
