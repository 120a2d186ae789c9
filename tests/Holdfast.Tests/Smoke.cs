namespace Holdfast.Tests;

public sealed class Smoke
{
    [Fact]
    public void Assembly_Loads_HasName() => Assert.Equal("Holdfast", typeof(Holdfast.Errors.ErrorCode).Assembly.GetName().Name);
}
