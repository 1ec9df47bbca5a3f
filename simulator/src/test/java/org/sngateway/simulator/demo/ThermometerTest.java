package org.sngateway.simulator.demo;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.simulator.demo.ThingFixture.MILLI;
import static org.sngateway.simulator.demo.ThingFixture.SECOND;

/** A sleeping thermometer in words. */
class ThermometerTest {
    private final Tally tally = new Tally();
    private final ThingFixture<Thermometer> therm = new ThingFixture<>((link, news) -> new Thermometer(
            "therm-03", link::add, news, tally, new Thermometer.Schedule(nowNanos -> 21.44, 10, 2 * SECOND)));

    private void fallsAsleep() {
        therm.after(2 * SECOND);
        therm.connects(Topics.CONFIG_COMMAND);
        therm.publishesTo(Topics.TEMPERATURE);
        therm.fallsAsleepFor(10);
        therm.news.clear();
    }

    private void wakes() {
        therm.publishesTo(Topics.TEMPERATURE);
        therm.sends(PingReq.class);
        therm.news.clear();
    }

    @Test
    void connectsWhenItsTimeHasCome_publishes_andSleeps() {
        therm.after(SECOND);
        therm.sendsNothing();
        therm.after(SECOND);
        therm.connects(Topics.CONFIG_COMMAND);
        assertThat(therm.publishesTo(Topics.TEMPERATURE)).isEqualTo("{\"t\":21.4}");
        therm.fallsAsleepFor(10);
        assertThat(therm.news)
                .containsExactly(
                        "therm-03 connected, sleeps 10 s at a time",
                        "therm-03 published sensors/therm-03/temp {\"t\":21.4}, acknowledged after 0 ms");
        assertThat(tally.readings).isEqualTo(1);
    }

    @Test
    void wakesAfterItsSleep_andSaysNothingOfAWakeThatBroughtNothing() {
        fallsAsleep();
        therm.after(9 * SECOND);
        therm.sendsNothing();
        therm.after(SECOND);
        Publish reading = therm.sends(Publish.class);
        therm.nowNanos += 12 * MILLI;
        therm.acknowledge(reading);
        therm.sends(PingReq.class);
        therm.collected();
        therm.sendsNothing();
        assertThat(therm.news)
                .containsExactly("therm-03 published sensors/therm-03/temp {\"t\":21.4}, acknowledged after 12 ms");
    }

    @Test
    void doesWhatACommandSays_reportsIt_andSleepsAccordingly() {
        fallsAsleep();
        therm.after(10 * SECOND);
        wakes();
        therm.nowNanos += 20 * MILLI;
        therm.receives(Topics.CONFIG_COMMAND, "{\"every\":5}");
        therm.sends(PubAck.class);
        therm.nowNanos += 18 * MILLI;
        therm.collected();
        assertThat(therm.publishesTo(Topics.CONFIG_REPORT)).isEqualTo("{\"every\":5}");
        therm.fallsAsleepFor(5);
        assertThat(therm.news)
                .containsExactly(
                        "therm-03 awake: 1 queued message delivered in 38 ms, asleep again",
                        "therm-03 published sensors/therm-03/config {\"every\":5}");
        assertThat(tally.toSleepers).isEqualTo(1);
        therm.after(5 * SECOND);
        wakes();
    }

    @Test
    void saysWhatIsWrongWithACommand_andGoesOnAsBefore() {
        fallsAsleep();
        for (String nonsense : new String[] {"{\"every\":1}", "{\"every\":\"x\"}", "often", "{}", "{\"every\":3601}"}) {
            therm.after(10 * SECOND);
            wakes();
            therm.receives(Topics.CONFIG_COMMAND, nonsense);
            therm.sends(PubAck.class);
            therm.collected();
            assertThat(therm.publishesTo(Topics.CONFIG_REPORT))
                    .isEqualTo("{\"every\":10,\"error\":\"every is a number of seconds, 2 to 3600\"}");
            therm.fallsAsleepFor(10);
        }
    }

    @Test
    void asksForWhatWaits_alsoWhenItsReadingIsNotAcknowledged() {
        fallsAsleep();
        therm.after(10 * SECOND);
        therm.sends(Publish.class);
        therm.nowNanos += 10 * SECOND;
        therm.thing.act(therm.nowNanos);
        therm.sends(PingReq.class);
    }

    @Test
    void goesOn_whenTheGatewayTakesLongerThanASleepToAnswer() {
        fallsAsleep();
        therm.after(10 * SECOND);
        wakes();
        therm.after(11 * SECOND);
        therm.sends(PingReq.class);
        therm.collected();
        therm.after(10 * SECOND);
        therm.sends(Publish.class);
    }

    @Test
    void connectsAgain_whenItWasLost() {
        fallsAsleep();
        therm.receives(Disconnect.PLAIN);
        assertThat(therm.news).containsExactly("therm-03 was disconnected; connects again");
        therm.after(2 * SECOND);
        therm.sends(Connect.class);
    }
}
