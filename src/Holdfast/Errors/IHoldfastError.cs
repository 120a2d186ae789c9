namespace Holdfast.Errors;

/// <summary>Marks an exception that carries a stable code, whatever its .NET type.</summary>
public interface IHoldfastError
{
    /// <summary>The code of the failure.</summary>
    ErrorCode Code { get; }

    /// <summary>What happened and what to do, in one sentence each.</summary>
    string Message { get; }
}
