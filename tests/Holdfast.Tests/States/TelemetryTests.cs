using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Holdfast.Tests.States;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Meter_CommitsConflictsAndWaiters_AreCounted()
    {
        using var listener = new Recorder();
        string name = $"measured {Guid.NewGuid()}";
        using Store store = Store.Open("memory:");
        State state = store.GetState(name);

        state.Set("/a", 1);
        using (Watch watch = state.Watch())
        {
            Task<Commit> waiting = watch.NextAsync(token: TestContext.Current.CancellationToken).AsTask();
            state.Atomic(tx =>
            {
                int seen = tx.Get<int>("/a");
                if (tx.Attempt == 1)
                {
                    var outside = new Thread(() => state.Set("/a", seen + 1));
                    outside.UnsafeStart();
                    outside.Join();
                }

                tx["/a"] = seen + 1;
            });
            Assert.Equal(new Revision(2), (await waiting).Revision);
        }

        Assert.True(listener.Sum("holdfast.commits") >= 3);
        Assert.True(listener.Sum("holdfast.commit.bytes") > 0);
        Assert.Equal(1, listener.Sum("holdfast.conflicts", name));
        Assert.Contains(listener.Values, value => value.Instrument == "holdfast.atomic.attempts" && value.Number == 2);
        Assert.Contains(listener.Values, value => value.Instrument == "holdfast.waiters" && value.Number == 1);
        Assert.Contains(listener.Values, value => value.Instrument == "holdfast.writer.wait");
    }

    [Fact]
    public void ActivitySource_AtomicFunction_IsAnActivity()
    {
        var seen = new ConcurrentBag<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Holdfast",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
                seen.Add($"{activity.OperationName} {activity.GetTagItem("holdfast.namespace")}"),
        };
        ActivitySource.AddActivityListener(listener);
        string name = $"traced {Guid.NewGuid()}";
        using Store store = Store.Open("memory:");

        store.GetState(name).Atomic(tx => tx["/a"] = 1);

        Assert.Contains($"holdfast.atomic {name}", seen);
    }

    private sealed class Recorder : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Recorder()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Holdfast")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>(
                (instrument, value, tags, _) => Keep(instrument, value, tags));
            _listener.Start();
        }

        public ConcurrentBag<(string Instrument, double Number, string? Namespace)> Values { get; } = [];

        public double Sum(string instrument, string? name = null) => Values
            .Where(value => value.Instrument == instrument && (name is null || value.Namespace == name))
            .Sum(value => value.Number);

        public void Dispose() => _listener.Dispose();

        private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string? name = tags.Length > 0 ? tags[0].Value as string : null;
            Values.Add((instrument.Name, value, name));
        }
    }
}
