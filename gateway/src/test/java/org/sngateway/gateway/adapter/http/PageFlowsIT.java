package org.sngateway.gateway.adapter.http;

import com.fasterxml.jackson.jr.ob.JSON;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.browser.Axe;
import org.sngateway.gateway.browser.Browser;
import org.sngateway.gateway.browser.Tab;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** What people do with the pages, done in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageFlowsIT {
    private Browser browser;
    private FakeGateway gateway;
    private Tab tab;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        browser = Browser.start(folder);
    }

    @BeforeEach
    void open() throws Exception {
        gateway = new FakeGateway(3, 0);
        tab = browser.open();
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    @AfterEach
    void close() {
        tab.close();
        gateway.close();
    }

    private void show(int devices, String fragment) throws Exception {
        gateway.close();
        gateway = new FakeGateway(devices, 0);
        tab.size(1280, 900);
        tab.send("Network.clearBrowserCookies", Map.of());
        tab.go(address() + "#t=" + FakeGateway.TOKEN);
        tab.await("document.querySelector('.tiles')");
        tab.evaluate("location.hash = '#/" + fragment + "'");
    }

    private String address() {
        return "http://127.0.0.1:" + gateway.port() + "/";
    }

    private void click(String selector) {
        tab.await("document.querySelector(\"" + selector + "\")");
        tab.evaluate("document.querySelector(\"" + selector + "\").click()");
    }

    /** Presses the button with this word on it. */
    private void press(String word) {
        String find = "[...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith('"
                + word + "'))";
        tab.await(find);
        tab.evaluate(find + ".click()");
    }

    private void awaitText(String text) {
        tab.await("document.body.innerText.includes(\"" + text + "\")");
    }

    @Test
    void tokenLeavesTheAddressAndNoScriptCanReadTheCookie() throws Exception {
        show(3, "");

        assertThat(tab.evaluate("location.href")).isEqualTo(address() + "#/");
        assertThat(tab.evaluate("document.cookie")).isEqualTo("");
        assertThat(tab.string("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"))
                .doesNotContain(FakeGateway.TOKEN);
    }

    @Test
    void withoutATokenItAsksForItAndShowsNothing() throws Exception {
        show(3, "");
        press("Sign out");

        awaitText("sn-gateway token show");
        assertThat(tab.text()).doesNotContain("therm").doesNotContain("gw1");
        assertThat(new Axe().violations(tab)).isEmpty();
        tab.evaluate("document.querySelector('input[name=token]').focus()");
        tab.type("wrong");
        tab.press("Enter");
        awaitText("This is not the token of this gateway.");
        tab.evaluate("document.querySelector('input[name=token]').select()");
        tab.type(FakeGateway.TOKEN);
        tab.press("Enter");
        tab.await("document.querySelector('.tiles')");
    }

    @Test
    void commandForASleeperIsSeenToWaitAndToArrive() throws Exception {
        show(20, "devices/therm-0013");
        tab.await(
                "document.querySelector('input[name=topic]') && document.querySelector('input[name=topic]').value === 'cmd/therm/config'");

        press("Send");
        awaitText("queued");
        tab.await("document.querySelector('.sent .queued')");
        assertThat(tab.string("document.querySelector('.sent').innerText"))
                .contains("queued")
                .contains("wakes in ~");
        tab.await("document.querySelector('.sent .delivered')");
        assertThat(tab.string("document.querySelector('.sent').innerText"))
                .contains("delivered")
                .contains("cmd/therm/config");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void overviewOffersTheNextSleeperForACommand() throws Exception {
        show(3, "");

        tab.await("document.querySelector('input[name=client]').value.startsWith('therm-')");
        tab.await("document.querySelector('input[name=topic]').value !== ''");
        press("Send");
        tab.await("document.querySelector('.sent .delivered')");
    }

    @Test
    void idsThatAreMarkupStayTextAndLeadToTheirDevice() throws Exception {
        show(20, "devices");

        for (String id : FakeFleet.HOSTILE) {
            tab.evaluate("location.hash = '#/devices'");
            tab.await("document.querySelectorAll('tbody tr').length === 20");
            String find =
                    "[...document.querySelectorAll('a.device')].find((one) => one.hash === '#/devices/' + encodeURIComponent("
                            + JSON.std.asString(id) + "))";
            tab.evaluate(find + ".click()");
            tab.await("document.querySelector('.strip svg') && document.querySelector('h1 .text')");
        }
        assertThat(tab.evaluate("document.title")).isNotEqualTo("run");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void whatCannotBeSeenInAnIdIsShown() throws Exception {
        show(20, "devices");

        tab.await("document.querySelectorAll('tbody tr').length === 20");
        assertThat(
                        tab.evaluate(
                                "[...document.querySelectorAll('.mark')].map((one) => one.textContent + ' ' + one.title).sort()"))
                .isEqualTo(List.of("0A U+000A line feed", "202E U+202E right-to-left override"));
    }

    @Test
    void tenThousandDevicesArePagedFoundAndSorted() throws Exception {
        show(10_000, "devices");

        awaitText("10,000 devices");
        assertThat(tab.evaluate("document.querySelectorAll('tbody tr').length")).isEqualTo(100);
        press("More");
        awaitText("101 to 200 of 10,000");
        tab.evaluate("document.querySelector('input[name=q]').focus()");
        tab.type("therm-77");
        awaitText("100 devices");
        assertThat(tab.string("location.hash")).contains("q=therm-77");
        press("Device");
        tab.await("document.querySelector('tbody a.device').textContent === 'therm-7799'");
        assertThat(tab.string("document.querySelector('th[aria-sort=descending]').textContent"))
                .startsWith("Device");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void csvHoldsAllDevicesAndNoFormula() throws Exception {
        show(1500, "devices");
        // The file is caught where the page hands it to the browser.
        tab.evaluate(
                "window.saved = null; URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return 'about:blank#file'; };"
                        + "HTMLAnchorElement.prototype.click = function () {}; 0");
        press("Save as CSV");
        tab.await("window.saved !== null");

        List<String> lines = tab.string("window.saved").lines().toList();
        // One id has a line feed in it, which CSV keeps within its quotes.
        assertThat(lines).hasSize(1 + 1500 + 1);
        assertThat(lines.get(0)).startsWith("\"client_id\",\"state\"");
        assertThat(lines).anyMatch(line -> line.startsWith("\"'=1+1\","));
    }

    @Test
    void waitingMessageIsDeletedOnlyAfterAQuestion() throws Exception {
        show(20, "devices/therm-0016");
        tab.await("document.querySelectorAll('[aria-labelledby=h-Waitingforit] tbody tr').length === 2");

        click("[aria-labelledby=h-Waitingforit] tbody button");
        tab.await("document.querySelector('dialog[open]')");
        assertThat(new Axe().violations(tab)).isEmpty();
        tab.press("Escape");
        tab.await("!document.querySelector('dialog')");
        assertThat(tab.evaluate("document.querySelectorAll('[aria-labelledby=h-Waitingforit] tbody tr').length"))
                .isEqualTo(2);
        click("[aria-labelledby=h-Waitingforit] tbody button");
        click("dialog .danger");
        tab.await("document.querySelectorAll('[aria-labelledby=h-Waitingforit] tbody tr').length === 1");
    }

    @Test
    void forgettingADeviceAsksFirstAndThenGoesToTheOthers() throws Exception {
        show(20, "devices/therm-0016");

        press("Forget");
        tab.await("document.querySelector('dialog[open]')");
        assertThat(tab.text()).contains("cannot be taken back");
        click("dialog .danger");
        awaitText("19 devices");
        assertThat(gateway.fleet().find("therm-0016")).isEmpty();
    }

    @Test
    void everythingIsReachedByKeyboard() throws Exception {
        show(20, "devices");
        tab.await("document.querySelectorAll('tbody tr').length === 20");

        tab.send("Page.reload", Map.of());
        tab.await("document.querySelectorAll('tbody tr').length === 20");
        tab.press("Tab");
        assertThat(tab.evaluate("document.activeElement.textContent")).isEqualTo("Skip to the page");
        tab.press("Enter");
        tab.await("document.activeElement.id === 'main'");
        for (int presses = 0; presses < 20; presses++) {
            tab.press("Tab");
            if (Boolean.TRUE.equals(tab.evaluate("document.activeElement.className === 'device'"))) {
                break;
            }
        }
        Object first = tab.evaluate("document.activeElement.textContent");
        tab.press("ArrowDown");
        assertThat(tab.evaluate("document.activeElement.className")).isEqualTo("device");
        assertThat(tab.evaluate("document.activeElement.textContent")).isNotEqualTo(first);
        tab.press("Enter");
        tab.await("document.querySelector('.strip svg')");
        assertThat(tab.evaluate("document.activeElement.id")).isEqualTo("main");
    }

    @Test
    void emptyGatewaySaysWhatToDo() throws Exception {
        show(0, "devices");

        awaitText("No device has come yet.");
        assertThat(tab.text()).contains("sn-sim pub");
        tab.evaluate("location.hash = '#/'");
        awaitText("Nothing has happened yet.");
        awaitText("No device has come yet.");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void gatewayThatIsGoneIsSaidAndComesBack() throws Exception {
        show(3, "");
        int port = gateway.port();
        gateway.close();

        awaitText("The gateway does not answer");
        tab.await("document.querySelector('main.stale')");
        assertThat(tab.text()).contains("Devices over time").contains("the last that it said");
        assertThat(new Axe().violations(tab)).isEmpty();
        gateway = new FakeGateway(20, port);
        tab.await(
                "!document.querySelector('.gone') && [...document.querySelectorAll('.tile')].some((one) => one.innerText.startsWith('Devices') && one.innerText.includes('20'))");
    }

    @Test
    void refusedSourceIsAllowedAfterAQuestionAndTakenBack() throws Exception {
        show(3, "");

        press("Allow");
        tab.await("document.querySelector('dialog').innerText.includes('203.0.113.9')");
        click("dialog footer button:last-child");
        String row =
                "[...document.querySelectorAll('.allowed tbody tr')].find((one) => one.innerText.includes('203.0.113.9'))";
        tab.await(row);
        assertThat(tab.text()).contains("3 sources let in one by one");
        tab.evaluate(row + ".querySelector('button').click()");
        tab.await("!" + row);
        assertThat(tab.text()).contains("2 sources let in one by one", "198.51.100.23");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void recordingsAreListed_andOneIsDeleted() throws Exception {
        show(3, "trace");

        String row = "[...document.querySelectorAll('tbody tr')].find((one) => one.innerText.includes('10.20.0.0/16'))";
        tab.await(row);
        assertThat(tab.string(row + ".innerText")).contains("recording,", "s left", "17");
        assertThat(tab.string(row + ".querySelector('a[download]').getAttribute('href')"))
                .isEqualTo("/api/v1/captures/4.pcap");
        tab.evaluate(row + ".querySelector('td:last-child button').click()");
        tab.await("!" + row);
        assertThat(tab.text()).contains("412");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void refusedEditOfTopicIdsSaysWhatIsWrongAndKeepsIt() throws Exception {
        show(3, "topics");

        press("Edit");
        press("Add one");
        tab.await("document.querySelectorAll('.edit-row').length === 4");
        tab.evaluate("document.querySelectorAll('.edit-row')[3].querySelector('input').focus()");
        tab.type("70");
        tab.press("Tab");
        tab.type("cmd/new");
        assertThat(new Axe().violations(tab)).isEmpty();
        press("Save");
        awaitText("The topic id 70000 is none.");
        assertThat(tab.string("document.querySelectorAll('.edit-row')[3].querySelectorAll('input')[1].value"))
                .isEqualTo("cmd/new");
    }

    @Test
    void pageThatIsGivenNoStreamSaysWhy() throws Exception {
        HttpClient others = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<InputStream>>> streams = new ArrayList<>();
        HttpRequest stream = HttpRequest.newBuilder(URI.create(address() + "api/v1/events"))
                .header("Authorization", "Bearer " + FakeGateway.TOKEN)
                .build();
        for (int n = 0; n < EventStreams.STREAMS_MAX; n++) {
            streams.add(others.sendAsync(stream, HttpResponse.BodyHandlers.ofInputStream()));
        }
        for (CompletableFuture<HttpResponse<InputStream>> each : streams) {
            assertThat(each.get().statusCode()).isEqualTo(200);
        }

        tab.go(address() + "#t=" + FakeGateway.TOKEN);
        awaitText("There are 16 streams open already.");
        streams.get(0).get().body().close();
        tab.await("document.querySelector('.tiles') && !document.querySelector('.gone')");
    }

    @Test
    void firstVisitIsExplainedOnce() throws Exception {
        show(3, "");

        awaitText("What you are looking at");
        press("Got it");
        tab.await("!document.querySelector('.welcome')");
        tab.send("Page.reload", Map.of());
        tab.await("document.querySelector('.tiles')");
        assertThat(tab.evaluate("document.querySelector('.welcome')")).isNull();
        press("What am I looking at?");
        tab.await("document.querySelector('.welcome')");
    }

    @Test
    void deviceThatIsNotKnownIsSaidSo() throws Exception {
        show(3, "devices/nobody");

        awaitText("The gateway does not know this device.");
    }
}
