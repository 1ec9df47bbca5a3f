package org.sngateway.codec;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;

import java.util.concurrent.TimeUnit;

/** What it takes to decode and to encode one PUBLISH; how to run it is told in the module's README. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    /** Octets of data in the PUBLISH. */
    @Param({"32", "200"})
    public int dataOctets;

    private SnMessage message = PingReq.EMPTY;
    private byte[] datagram = new byte[0];
    private byte[] target = new byte[0];

    @Setup
    public void prepare() {
        Octets data = Octets.copyOf(new byte[dataOctets]);
        message = new Publish(false, Qos.ONE, false, new TopicRef.Normal(0x0401), 0x1234, data);
        datagram = SnEncoder.encode(message);
        target = new byte[datagram.length];
    }

    @Benchmark
    public DecodeResult decode() {
        return SnDecoder.decode(datagram, 0, datagram.length);
    }

    /** Into a buffer that is there. */
    @Benchmark
    public int encode() {
        return SnEncoder.encode(message, target, 0);
    }

    /** Into an array of its own. */
    @Benchmark
    public byte[] encodeToNewArray() {
        return SnEncoder.encode(message);
    }
}
