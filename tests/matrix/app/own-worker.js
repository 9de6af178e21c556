import { serve } from 'touchstone-verify/inline';

serve();
