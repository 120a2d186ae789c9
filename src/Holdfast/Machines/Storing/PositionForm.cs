using Holdfast.Documents.Objects;

namespace Holdfast.Machines.Storing;

/// <summary>The member names of a machine at a path; <c>docs/machines.md</c> shows one.</summary>
internal static class PositionForm
{
    /// <summary>Where the machine is: rewritten by each firing.</summary>
    public const string Current = "current";

    /// <summary>The definition, or the path in the namespace where it is.</summary>
    public const string Definition = "definition";

    public const string State = "state";
    public const string Number = "number";

    /// <summary>How it came there; left out when a trigger was fired and led to a state, as most are.</summary>
    public const string Kind = "kind";

    public const string From = "from";
    public const string Trigger = "trigger";
    public const string Argument = "argument";
    public const string Time = "time";

    /// <summary>By name of a state: when the machine came into it, where that was before <see cref="Time"/>.</summary>
    public const string Entered = "entered";

    public const string Remembered = "remembered";
    public const string Alarms = "due";

    /// <summary>
    /// Of an alarm: the state whose delay it is, the delay, and when it is taken; not any more where that is missing.
    /// </summary>
    public const string AlarmState = "state";

    /// <inheritdoc cref="AlarmState"/>
    public const string AlarmDelay = "after";

    /// <inheritdoc cref="AlarmState"/>
    public const string AlarmTime = "at";

    /// <summary>Bytes of a time: ISO 8601 with seven digits behind the seconds, in UTC.</summary>
    public const int TimeLength = 28;

    /// <summary>The members of a position, in their order.</summary>
    public static readonly ObjectShape Shape =
        new(State, Number, Kind, From, Trigger, Argument, Time, Entered, Remembered, Alarms);

    /// <summary>The members of an alarm, in their order.</summary>
    public static readonly ObjectShape AlarmShape = new(AlarmState, AlarmDelay, AlarmTime);
}
