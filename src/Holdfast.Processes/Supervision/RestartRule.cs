namespace Holdfast.Processes.Supervision;

/// <summary>Says after which ends a child is started anew.</summary>
/// <remarks>Shape. One that somebody stopped on purpose is not, whatever the rule.</remarks>
public enum RestartRule
{
    /// <summary>After each.</summary>
    Permanent,

    /// <summary>After a failure: an exit code other than 0, a signal, or a nested supervisor that gave up.</summary>
    Transient,

    /// <summary>After none, not even when another child's end has stopped it.</summary>
    Temporary,
}
