namespace Holdfast.Machines.Definitions;

/// <summary>What a transition does with the state.</summary>
internal enum StepKind
{
    /// <summary>It leaves it for a state that is known.</summary>
    Go,

    /// <summary>It leaves it for a state that a function chooses among some.</summary>
    Choose,

    /// <summary>It stays, and acts.</summary>
    Stay,

    /// <summary>It stays, and nothing has happened.</summary>
    Ignore,
}
