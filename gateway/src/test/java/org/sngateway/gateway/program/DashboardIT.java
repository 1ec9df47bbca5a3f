package org.sngateway.gateway.program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.browser.Browser;
import org.sngateway.gateway.browser.Tab;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of the packaged program, over a device that sleeps. */
final class DashboardIT {
    @TempDir
    Path folder;

    private static String window(GatewayProcess gateway) {
        Matcher address = Pattern.compile("address=(\\S+)").matcher(gateway.awaitsEvent("http.bound"));
        assertThat(address.find()).isTrue();
        return "http://" + address.group(1) + "/";
    }

    /** The one thing that explains MQTT-SN: a command waits, and is there the moment its device wakes. */
    @Test
    void commandForASleeperIsSeenToArriveWhenItWakes() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.runEmbedded(folder);
                Browser browser = Browser.start(folder);
                Device therm = new Device(gateway.sensorAddress());
                Tab tab = browser.open()) {
            String token = GatewayProcess.output(folder, 0, "token", "show").strip();
            tab.size(1280, 900);
            tab.go(window(gateway) + "#t=" + token);
            tab.await("document.body.innerText.includes('No device has come yet.')");
            therm.connects("therm-<1>", false);
            therm.subscribes("cmd/therm/#");
            therm.publishes("T1", "21.5");
            therm.sleeps(600);
            tab.await("[...document.querySelectorAll('.tile')].some((one) => one.innerText.includes('1 asleep'))");

            tab.evaluate("location.hash = '#/devices'");
            tab.await("document.querySelector('tbody a.device')");
            tab.evaluate("document.querySelector('tbody a.device').click()");
            tab.await("document.querySelector('h1').innerText === 'therm-<1>'");
            tab.await("document.querySelector('input[name=topic]').value === 'cmd/therm/config'");
            tab.evaluate("document.querySelector('.send button[type=submit]').click()");
            tab.await("document.querySelector('.sent .queued')");
            tab.await("document.querySelectorAll('[aria-labelledby=h-Waitingforit] tbody tr').length === 1");

            therm.wakes("therm-<1>");
            assertThat(therm.receives()).isEqualTo("{\"every\":5}");
            tab.await("document.querySelector('.sent .delivered')");
            tab.await("document.body.innerText.includes('Nothing is waiting.')");
            assertThat(tab.complaints()).isEmpty();
            assertThat(gateway.complaints()).isEmpty();
            assertThat(gateway.output()).as("no secret in the log").doesNotContain(token);
        }
    }

    @Test
    void everyPageHasItsAnswers() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.runEmbedded(folder);
                Browser browser = Browser.start(folder);
                Device therm = new Device(gateway.sensorAddress());
                Tab tab = browser.open()) {
            String token = GatewayProcess.output(folder, 0, "token", "show").strip();
            tab.size(390, 850);
            therm.connects("therm", true);
            therm.publishes("T1", "21.5");
            tab.go(window(gateway) + "#t=" + token);
            tab.await("document.querySelector('.tiles')");
            for (String page : new String[] {
                "", "devices", "devices/therm", "topics", "trace", "forwarders", "gateway", "dead-letters"
            }) {
                tab.evaluate("location.hash = '#/" + page + "'");
                tab.await("document.querySelector('main h1') && !document.querySelector('main .loading')");
                assertThat(tab.string("[...document.querySelectorAll('.failed')].map((one) => one.innerText).join()"))
                        .as(page)
                        .isEmpty();
            }
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void switchedOffThereAreNoPages() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.runEmbedded(folder, "--set", "http.ui=false");
                Browser browser = Browser.start(folder);
                Tab tab = browser.open()) {
            tab.go(window(gateway));
            tab.await("document.body.innerText.includes('there is nothing of this name')");
        }
    }
}
