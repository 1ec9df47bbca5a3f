package org.sngateway.gateway.adapter.store;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.store.StoreImage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The file says the same as the plain data structure, whatever was written, after each time it is opened. */
class StoreMeaningIT {

    @Property(tries = 25)
    void fileSaysWhatTheImageSays(@ForAll("batches") List<List<StoreWrite>> batches)
            throws IOException, StoreUnusable, InterruptedException {
        Path directory = Files.createTempDirectory("store");
        StoreImage image = new StoreImage();
        try {
            for (List<StoreWrite> batch : batches) {
                image.apply(batch);
                try (StoreFixture fixture = new StoreFixture(directory)) {
                    fixture.store.load();
                    fixture.write(batch.toArray(StoreWrite[]::new));
                    spoolIsTheSame(fixture, image);
                }
                try (StoreFixture fixture = new StoreFixture(directory)) {
                    assertThat(fixture.store.load()).isEqualTo(image.clients());
                    assertThat(fixture.store.lastSpoolId()).isEqualTo(image.lastSpoolId());
                    StoreStatistics statistics = fixture.store.statistics();
                    assertThat(statistics.spoolMessages()).isEqualTo(image.spoolCount());
                    assertThat(statistics.spoolOctets()).isEqualTo(image.spoolOctets());
                    assertThat(fixture.events.lines).containsExactly("opened");
                }
            }
        } finally {
            FileTree.delete(directory);
        }
    }

    private static void spoolIsTheSame(StoreFixture fixture, StoreImage image) throws InterruptedException {
        for (StoredClient client : image.clients()) {
            String clientId = client.session().clientId();
            fixture.shard.readSpool(clientId, 200, 2);
            assertThat(fixture.answers.poll(30, TimeUnit.SECONDS))
                    .isEqualTo(new StoreEvent.SpoolRead(clientId, image.spool(clientId, 200, 2)));
        }
    }

    @Provide
    Arbitrary<List<List<StoreWrite>>> batches() {
        return RandomChanges.batch().list().ofMinSize(1).ofMaxSize(5);
    }
}
