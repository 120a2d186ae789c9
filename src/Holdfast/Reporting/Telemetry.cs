using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Holdfast.Reporting;

/// <summary>What the library reports in numbers and activities, under the name <c>Holdfast</c>.</summary>
/// <remarks>
/// Cost. One comparison per instrument while nobody listens. A program that wants none of it, not even the loading
///       of the metrics assembly at its start, sets the switch <c>Holdfast.Telemetry</c> to false in its runtime
///       configuration.
/// Source. Names and units follow the OpenTelemetry conventions: seconds, bytes, braces for things that are counted.
/// </remarks>
internal static class Telemetry
{
    /// <summary>The name of the meter, the activity source and the event source.</summary>
    public const string Name = "Holdfast";

    /// <summary>The tag that names the namespace.</summary>
    public const string NamespaceTag = "holdfast.namespace";

    /// <summary>Whether anything is reported in this program; a constant to the compiler once it has run.</summary>
    public static readonly bool IsOn = !AppContext.TryGetSwitch("Holdfast.Telemetry", out bool isOn) || isOn;

    /// <summary>Notes that a store was opened.</summary>
    public static void Opened(string address)
    {
        if (IsOn) HoldfastEventSource.Log.StoreOpened(address);
    }

    /// <summary>Notes that a callback of the program threw.</summary>
    public static void CallbackFailed(string callback, Exception failure)
    {
        if (IsOn) HoldfastEventSource.Log.CallbackFailed(callback, failure.ToString());
    }

    /// <summary>Notes that a store was closed.</summary>
    public static void Closed(string address)
    {
        if (IsOn) HoldfastEventSource.Log.StoreClosed(address);
    }

    /// <summary>Counts what was committed through this process.</summary>
    public static void Committed(int commits, long bytes)
    {
        if (IsOn)
        {
            Instruments.Commits.Add(commits);
            Instruments.RecordBytes.Add(bytes);
        }
    }

    /// <summary>Counts an attempt of an atomic function that others were faster than.</summary>
    public static void Conflicted(string name)
    {
        if (IsOn)
            Instruments.Conflicts.Add(1, new KeyValuePair<string, object?>(NamespaceTag, name));
    }

    /// <summary>Notes how often an atomic function ran until it was committed.</summary>
    public static void Attempted(int attempts)
    {
        if (IsOn) Instruments.Attempts.Record(attempts);
    }

    /// <summary>Counts those who wait for a commit.</summary>
    public static void Waiting(int change)
    {
        if (IsOn) Instruments.Waiters.Add(change);
    }

    /// <summary>Begins to measure a step; 0 when nobody wants to know.</summary>
    public static long Begin(Timed step) => IsOn && Instruments.Of(step).Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    public static void End(Timed step, long begun)
    {
        if (IsOn && begun != 0)
            Instruments.Of(step).Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    /// <summary>Begins an activity for a trace; null when nobody traces.</summary>
    public static Activity? StartActivity(string operation, string name)
    {
        Activity? activity = IsOn ? Instruments.Activities.StartActivity(operation, ActivityKind.Client) : null;
        activity?.SetTag(NamespaceTag, name);
        return activity;
    }

    /// <summary>Reports how far a replica lags, whenever somebody asks.</summary>
    public static void ObserveLag(Func<IEnumerable<Measurement<long>>> measure)
    {
        if (IsOn)
        {
            Instruments.Meter.CreateObservableGauge(
                "holdfast.replica.lag", measure, "By", "Distance of a replica from the end of its log.");
        }
    }

    // In a class of its own, so that the metrics assembly is loaded at the first use and not with the switch.
    private static class Instruments
    {
        public static readonly Meter Meter = new(Name, typeof(Telemetry).Assembly.GetName().Version?.ToString(3));

        public static readonly ActivitySource Activities = new(Name);

        public static readonly Counter<long> Commits =
            Meter.CreateCounter<long>("holdfast.commits", "{commit}", "Commits made by this process.");

        public static readonly Counter<long> RecordBytes =
            Meter.CreateCounter<long>("holdfast.commit.bytes", "By", "Bytes of the records of those commits.");

        public static readonly Counter<long> Conflicts =
            Meter.CreateCounter<long>(
                "holdfast.conflicts", "{conflict}", "Attempts of atomic functions that ran again.");

        public static readonly Histogram<int> Attempts =
            Meter.CreateHistogram<int>(
                "holdfast.atomic.attempts", "{attempt}", "Runs of an atomic function until it was committed.");

        public static readonly UpDownCounter<long> Waiters =
            Meter.CreateUpDownCounter<long>("holdfast.waiters", "{waiter}", "Watches that wait for a commit.");

        private static readonly Histogram<double>[] Durations =
        [
            Meter.CreateHistogram<double>("holdfast.writer.wait", "s", "Waiting for the right to write."),
            Meter.CreateHistogram<double>("holdfast.flush.duration", "s", "Flushing a log to disk."),
            Meter.CreateHistogram<double>("holdfast.checkpoint.duration", "s", "Writing a checkpoint."),
        ];

        public static Histogram<double> Of(Timed step) => Durations[(int)step];
    }
}
