from ._joints import joints as joints
