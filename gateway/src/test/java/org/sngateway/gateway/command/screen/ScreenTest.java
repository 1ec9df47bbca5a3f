package org.sngateway.gateway.command.screen;

import com.fasterxml.jackson.jr.ob.JSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers of a gateway as they look in a terminal. */
final class ScreenTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static Map<String, Object> json(String text) throws IOException {
        return JSON.std.mapFrom(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "59, 59s",
        "60, 1m00s",
        "242, 4m02s",
        "599, 9m59s",
        "600, 10m",
        "2879, 47m",
        "11220, 3h07m",
        "274320, 3d 04:12"
    })
    void saysTimesAsPeopleDo(long seconds, String text) {
        assertThat(Spans.text(Duration.ofSeconds(seconds))).isEqualTo(text);
        assertThat(Spans.relative(NOW.plusSeconds(seconds), NOW)).isEqualTo(seconds == 0 ? "0s ago" : "in " + text);
        assertThat(Spans.relative(NOW.minusSeconds(seconds), NOW)).isEqualTo(text + " ago");
    }

    @Test
    void showsNothingThatMovesTheCursorOrTurnsTheTextRound() {
        assertThat(Escapes.visible("a\u001b[31m\n\t\u0007\u009b\u202e\u2028\\"))
                .isEqualTo("a\\x1b[31m\\n\\t\\x07\\x9b\\u202e\\u2028\\\\");
        assertThat(Escapes.visible("\u00fc\ud83d\ude00 <b>")).isEqualTo("\u00fc\ud83d\ude00 <b>");
        assertThat(Escapes.visible("\ud83d")).isEqualTo("\\ud83d");
        assertThat(Escapes.visible("\udb40\udc01")).isEqualTo("\\U000e0001");
    }

    /** The sample of the product's description, without what the gateway does not measure. */
    @Test
    void showsTheStatusOnOneScreen() throws IOException {
        List<String> lines = StatusScreen.lines(json("""
                {'gateway':{'name':'gw1','version':'1.4.0','gw_id':1,'protocols':['1.2'],'mode':'transparent',
                  'started':'2026-11-20T05:48:00.000Z','uptime_s':274320},
                 'ready':true,'not_ready_reason':'',
                 'listeners':[{'name':'lan','transport':'udp','address':'[::]:1883','received_per_s':41.2,'sent_per_s':39.8},
                              {'name':'old','transport':'udp','address':'[::]:1884','received_per_s':null,'sent_per_s':null}],
                 'broker':{'url':'mqtt://localhost:1883','state':'connected','since':'2026-11-20T05:49:00.000Z','detail':'',
                  'legs':{'up':307,'connecting':0,'waiting':2,'down':0,'closed':5},'spooled_messages':0,'spooled_oldest':null},
                 'clients':{'total':312,'active':9,'asleep':297,'awake':1,'connecting':0,'disconnected':0,'lost':5,'overdue':4},
                 'queue':{'messages':18,'bytes':99,'clients':11,'oldest':'2026-11-23T09:55:58.000Z',
                  'next_wake':'2026-11-23T10:00:07.000Z'},
                 'traffic':{'uplinks':1,'downlinks':1,'retransmissions':1,'dropped':{'not_allowed':3,'malformed':1},
                  'uplinks_per_s':4.125,'downlinks_per_s':0,'retransmission_percent':0.4},
                 'storage':{'enabled':true,'healthy':true,'written_bytes':1},
                 'memory':{'heap_used_bytes':25165824,'heap_max_bytes':67108864}}
                """));
        assertThat(lines)
                .containsExactly(
                        "gw1  sn-gateway 1.4.0  up 3d 04:12   GwId 1   MQTT-SN 1.2   transparent",
                        "listeners  udp [::]:1883 (lan)  rx 41.2/s tx 39.8/s",
                        "           udp [::]:1884 (old)  rx -/s tx -/s",
                        "broker     mqtt://localhost:1883  connected 3d 04:11  connections 307  opening 2  stored 0",
                        "clients    312  active 9  asleep 297  awake 1  lost 5   overdue 4 !",
                        "queues     18 messages for 11 clients, oldest 4m02s, next wake in 7s",
                        "traffic    up 4.1/s down 0.0/s  sent again 0.4 %  dropped 4 (not_allowed 3, malformed 1)",
                        "storage    healthy   memory 24 MiB of 64 MiB");
    }

    @Test
    void aGatewayOfAnotherVersionIsShownAsFarAsItGoes() throws IOException {
        assertThat(StatusScreen.lines(json("{}"))).isNotEmpty();
        assertThat(ClientScreen.show(json("{}"), NOW)).isNotEmpty();
        assertThat(ClientScreen.list(List.of(json("{'clients':[{}]}")))).hasSize(2);
    }

    @Test
    void listsDevicesInColumns() throws IOException {
        Map<String, Object> page = json("""
                {'at':'2026-11-23T10:00:00.000Z','total':2,'next_cursor':null,'clients':[
                 {'client_id':'therm-0042','state':'lost','last_seen':'2026-11-23T09:13:00.000Z',
                  'next_expected':'2026-11-23T09:29:00.000Z','missed':2,'queued':3,'address':'10.20.3.42:49813','version':'1.2'},
                 {'client_id':'t\\u001bx','state':'asleep','last_seen':null,'next_expected':null,'missed':1,'queued':0,
                  'address':null,'version':'1.2'}]}
                """);
        assertThat(ClientScreen.list(List.of(page)))
                .containsExactly(
                        "CLIENT      STATE   LAST SEEN  EXPECTED  MISSED  QUEUE  ADDRESS           VER",
                        "therm-0042  lost    47m ago    31m ago   !!      3      10.20.3.42:49813  1.2",
                        "t\\x1bx      asleep  -          -         !       0                        1.2");
    }

    /** Two columns for a character of East Asia and for a picture, none for what stands on another (UAX 11). */
    @Test
    void columnsStayInLine_whateverScriptAnIdIsWrittenIn_andHoweverLongOneIs() {
        assertThat(Columns.of("abc")).isEqualTo(3);
        assertThat(Columns.of("\u6e29\u5ea6\u8a08-\uff11")).isEqualTo(9);
        assertThat(Columns.of("\ud55c\uae00")).isEqualTo(4);
        assertThat(Columns.of("\ud83d\ude00!")).isEqualTo(3);
        assertThat(Columns.of("e\u0301\u0302\u20dd")).isEqualTo(1);
        assertThat(Columns.of("\u00e4\u0416\u2500")).isEqualTo(3);
        String longId = "x".repeat(100);
        Table table = new Table("CLIENT", "STATE");
        table.add("\u6e29\u5ea6", "asleep");
        table.add("e\u0301", "lost");
        table.add("therm-1", "active");
        table.add(longId, "lost");
        assertThat(table.lines())
                .containsExactly(
                        "CLIENT   STATE",
                        "\u6e29\u5ea6     asleep",
                        "e\u0301        lost",
                        "therm-1  active",
                        longId + "  lost");
    }

    @Test
    void showsOneDevice() throws IOException {
        assertThat(ClientScreen.show(json("""
                        {'client_id':'therm','state':'asleep','since':'2026-11-23T09:59:00.000Z','overdue':true,
                         'last_seen':'2026-11-23T09:59:00.000Z','next_expected':'2026-11-23T10:00:41.000Z','queued':1,
                         'queued_oldest':'2026-11-23T09:59:57.000Z','delivery_expected':'2026-11-23T10:00:41.000Z',
                         'address':'10.0.0.7:1883','address_changes':1,'clean_session':false,'keep_alive_s':60,'sleep_s':101,
                         'expect_every_s':30,'upstream':'up','topics':1,'subscriptions':2,'uplinks':4,'bytes_per_uplink':26.25,
                         'datagrams_per_uplink':3.0,'downlinks':2,'retransmissions':1,'retransmission_percent':12.5,
                         'will':{'topic':'state','qos':1,'retain':true},'last_error':null}
                        """), NOW))
                .containsExactly(
                        "therm  asleep for 1m00s  overdue !",
                        "  last seen   1m00s ago",
                        "  expected    in 41s   (keep-alive 60 s, asleep for 101 s, publishes every 30 s)",
                        "  address     10.0.0.7:1883   (changed 1 time)",
                        "  session     kept, 1 topic, 2 subscriptions, broker connection up",
                        "  queue       1 message, oldest queued 3s ago, delivery expected in 41s",
                        "  uplinks     4   26.3 B and 3.0 datagrams each",
                        "  downlinks   2   sent again 1 (12.5 %)",
                        "  will        state  QoS 1  retained");
    }

    @Test
    void listsWhatWaitsAndTopicIds() throws IOException {
        assertThat(ClientScreen.queue(
                        json("{'queued':1,'queued_oldest':'2026-11-23T09:59:57.000Z','delivery_expected':null}"),
                        json(
                                "{'queue':[{'n':7,'topic':'cmd\\u000a','qos':1,'bytes':5,'queued_at':'2026-11-23T09:59:57.000Z',"
                                        + "'expires':'2026-11-24T09:59:57.000Z','attempts':2,'in_flight':true,'source':'broker'}]}"),
                        NOW))
                .containsExactly(
                        "1 message, oldest queued 3s ago",
                        "N  TOPIC  QOS  BYTES  QUEUED  EXPIRES    SENT  FROM",
                        "7  cmd\\n  1    5      3s ago  in 23h59m  2 *   broker");
        assertThat(ClientScreen.queue(json("{'queued':0}"), json("{'queue':[]}"), NOW))
                .containsExactly("empty");
        assertThat(ClientScreen.topics(
                        json("{'topics':[{'topic_id':1025,'topic':'a','type':'registered','confirmed':false}]}")))
                .containsExactly("ID    TYPE        KNOWN  TOPIC", "1025  registered  no     a");
        assertThat(ClientScreen.predefined(json("{'predefined':[{'topic_id':1,'topic':'a','clients':'*'}]}")))
                .containsExactly("ID  CLIENTS  TOPIC", "1   *        a");
    }
}
