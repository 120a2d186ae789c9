namespace Holdfast.Machines;

/// <summary>What happens to the initialization of a component.</summary>
public enum InitializationTrigger
{
    /// <summary>It begins.</summary>
    Start,

    /// <summary>It is done.</summary>
    Complete,

    /// <summary>It fails.</summary>
    Fail,

    /// <summary>It is to begin anew.</summary>
    Reset,
}
